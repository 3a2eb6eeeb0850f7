-- Learners number $first to $last, believable in what the pages read: `bench.simulation` fills in the dollar names.
-- Rows of all learners are mixed as time mixes them, so that what one of them did lies scattered over the tables.

CREATE OR REPLACE FUNCTION pg_temp.chance(key bigint, salt bigint) RETURNS float8 IMMUTABLE LANGUAGE sql
AS 'SELECT (hashint8extended(key, salt) & 2147483647) / 2147483648::float8';

CREATE TEMP TABLE person AS
SELECT n, n - $first + 1 + (SELECT coalesce(max(id), 0) FROM accounts_user) AS id,
    now() - interval '180 days' * (0.3 + 0.7 * pg_temp.chance(n, 1)) AS began,
    ceil($attempts * (0.4 + 1.2 * pg_temp.chance(n, 2)))::int AS attempts,
    least($prompts, 45 + n % 25)::int AS prompts
FROM generate_series($first, $last) AS n;

INSERT INTO accounts_user (id, password, is_superuser, email, display_name, time_zone, theme, reading_font, weekly_goal,
    is_guest, is_active, is_staff, joined_at, last_seen_on)
SELECT id, '!', false, 'scale' || n || '@example.org', '', (ARRAY['UTC', 'Europe/Berlin', 'America/New_York'])[n % 3 + 1],
    'system', 'serif', 1 + n % 7, false, true, false, began, current_date
FROM person;

INSERT INTO progress_reading (learner_id, lesson_id, anchor, seen_at, read_at)
SELECT p.id, l.id, '', at, CASE WHEN pg_temp.chance(p.id, l.i) < 0.9 THEN at END
FROM person p JOIN scale_lesson l ON l.i < p.attempts,
    LATERAL (SELECT p.began + (now() - p.began) * (l.i + 1) / (p.attempts + 1) AS at) AS moment
ORDER BY at;

INSERT INTO quizzes_note (learner_id, lesson_id, place, text, written_at)
SELECT p.id, l.id, l.code || '.scale', 'What I take away.', p.began + (now() - p.began) * (l.i + 0.5) / $lessons
FROM person p JOIN scale_lesson l ON l.i < 1 + p.n % 5;

INSERT INTO quizzes_decision (learner_id, activity_id, ordinal, choices, outcome, score, decided_at)
SELECT p.id, a.id, 1, '{}', '{}', pg_temp.chance(p.id, 3), p.began + (now() - p.began) * pg_temp.chance(p.id, a.id)
FROM person p JOIN scale_activity a ON a.i < p.n % 4;

-- Every third attempt is that of a review.
CREATE TEMP TABLE session AS
SELECT row_number() OVER (ORDER BY began) + (SELECT coalesce(max(id), 0) FROM quizzes_attempt) AS id, *
FROM (
    SELECT p.n, p.id AS learner, p.prompts, k % 3 = 2 AS is_review, CASE WHEN k % 3 = 2 THEN k / 3 ELSE k - k / 3 END AS j,
        p.began + (now() - interval '1 day' - p.began) * ((k + pg_temp.chance(p.id, k)) / p.attempts) AS began
    FROM person p, generate_series(0, p.attempts - 1) AS k
) AS each;

ANALYZE person, session;

INSERT INTO quizzes_attempt (id, public_id, learner_id, kind, scope, number, questions, length, started_at)
SELECT s.id, md5('attempt' || s.id)::uuid, s.learner, CASE WHEN s.is_review THEN 'review' ELSE 'lesson' END,
    CASE WHEN s.is_review THEN '' ELSE l.code END, CASE WHEN s.is_review THEN s.j ELSE s.j / $lessons END + 1, asked.codes,
    jsonb_array_length(asked.codes), s.began
FROM session s JOIN scale_lesson l ON l.i = s.j % $lessons, LATERAL (
    SELECT CASE WHEN s.is_review THEN (
        SELECT jsonb_agg(code ORDER BY place)
        FROM generate_series(0, 5) AS place JOIN scale_item ON i = (s.n + (s.j * 6 + place) % $missed) % $items
    ) ELSE l.codes END AS codes
) AS asked
ORDER BY s.id;

INSERT INTO quizzes_answer (attempt_id, learner_id, question_id, revision_id, ordinal, seed, response, confidence, score,
    is_right, seconds, answered_at, completed_at)
SELECT id, learner, question, revision, 1, key % 8, '{"option": 2}',
    (ARRAY[20, 40, 50, 60, 80, 95, NULL])[1 + floor(7 * pg_temp.chance(key, 4))], is_right::int, is_right,
    5 + 60 * pg_temp.chance(key, 5), at, at
FROM (
    SELECT s.id, s.learner, q.question, q.revision, s.id * 8 + q.place AS key, s.began, q.place
    FROM session s JOIN scale_quiz q ON q.lesson = s.j % $lessons
    WHERE NOT s.is_review
    UNION ALL
    SELECT s.id, s.learner, item.id, item.revision, s.id * 8 + place, s.began, place
    FROM session s, generate_series(0, 5) AS place
        JOIN scale_item item ON true
    WHERE s.is_review AND item.i = (s.n + (s.j * 6 + place) % $missed) % $items
) AS given, LATERAL (
    SELECT began + interval '120 s' * place + interval '100 s' * pg_temp.chance(key, 6) AS at,
        pg_temp.chance(key, 7) < 0.72 AS is_right
) AS outcome
ORDER BY at;

INSERT INTO reviews_card (learner_id, prompt_id, question_id, rating, marked_at, created_at, suspended_at, kept_at, state,
    stability, difficulty, due, reviewed_at)
SELECT learner, prompt, question, CASE WHEN pg_temp.chance(key, 8) < 0.85 THEN 'got-it' ELSE 'not-yet' END, reviewed,
    created, CASE WHEN pg_temp.chance(key, 9) < 0.02 THEN reviewed END,
    CASE WHEN reviewed > created + interval '2 days' THEN reviewed END, 2, days, 1 + 9 * pg_temp.chance(key, 10),
    reviewed + interval '1 day' * days, reviewed
FROM (
    SELECT p.id AS learner, prompt.id AS prompt, NULL::bigint AS question, p.id * 256 + c AS key,
        p.began + (now() - p.began) * ((c + pg_temp.chance(p.id, c)) / (p.prompts + 1)) AS created
    FROM person p, generate_series(0, p.prompts - 1) AS c JOIN scale_prompt prompt ON prompt.i = c
    UNION ALL
    SELECT p.id, NULL, item.id, p.id * 256 + 128 + c,
        p.began + (now() - p.began) * ((c + pg_temp.chance(p.id, 128 + c)) / ($missed + 1))
    FROM person p, generate_series(0, $missed - 1) AS c JOIN scale_item item ON true
    WHERE item.i = (p.n + c) % $items
) AS begun, LATERAL (SELECT 1 + 40 * pg_temp.chance(key, 11) ^ 2 AS days) AS strength,
    LATERAL (SELECT greatest(created, now() - interval '1 day' * days * 1.1 * pg_temp.chance(key, 12)) AS reviewed) AS latest
ORDER BY created;

ANALYZE quizzes_answer, reviews_card;

-- What was asked in each review: six questions, then nine prompts.
CREATE TEMP TABLE entry AS
SELECT s.id AS session, 1 + floor(extract(epoch FROM a.answered_at - s.began) / 120)::int AS place, c.id AS card, item.code,
    a.id AS answer, a.answered_at AS at, CASE WHEN a.is_right THEN 'got-it' ELSE 'not-yet' END AS rating
FROM session s JOIN quizzes_answer a ON a.attempt_id = s.id JOIN scale_item item ON item.id = a.question_id
    JOIN reviews_card c ON c.learner_id = s.learner AND c.question_id = a.question_id
WHERE s.is_review
UNION ALL
SELECT s.id, 7 + p, c.id, '', NULL, greatest(c.created_at, s.began + interval '1 min' * (13 + p)),
    CASE WHEN pg_temp.chance(s.id * 16 + p, 13) < 0.88 THEN 'got-it' ELSE 'not-yet' END
FROM session s, generate_series(0, 8) AS p, scale_prompt prompt, reviews_card c
WHERE s.is_review AND prompt.i = (s.j * 9 + p) % s.prompts AND c.learner_id = s.learner AND c.prompt_id = prompt.id;

ANALYZE entry;

INSERT INTO reviews_sitting (public_id, learner_id, attempt_id, entries, started_at, ended_at)
SELECT md5('sitting' || s.id)::uuid, s.learner, s.id, asked.entries, s.began, s.began + interval '30 min'
FROM session s JOIN (
    SELECT session, jsonb_agg(jsonb_build_object('card', card, 'code', code, 'again', false) ORDER BY place) AS entries
    FROM entry GROUP BY session
) AS asked ON asked.session = s.id
ORDER BY s.began;

ANALYZE reviews_sitting;

INSERT INTO reviews_mark (card_id, answer_id, sitting_id, place, rating, marked_at, recap, state, stability, difficulty, due,
    reviewed_at, retention, parameters)
SELECT card, answer, sitting, place, rating, at, '', CASE WHEN counts THEN 2 END, CASE WHEN counts THEN days END,
    CASE WHEN counts THEN 5 END, CASE WHEN counts THEN at + interval '1 day' * days END, CASE WHEN counts THEN at END,
    CASE WHEN counts THEN 0.9 END, CASE WHEN counts THEN '$parameters' ELSE '' END
FROM (
    SELECT e.card, e.answer, r.id AS sitting, e.place, e.rating, e.at, pg_temp.chance(e.session * 16 + e.place, 14) < 0.9 AS counts
    FROM entry e JOIN reviews_sitting r ON r.attempt_id = e.session
    UNION ALL
    SELECT c.id, NULL, NULL, NULL, 'got-it', c.created_at, true
    FROM person p JOIN reviews_card c ON c.learner_id = p.id
    WHERE c.prompt_id IS NOT NULL
) AS marked, LATERAL (SELECT 1 + 20 * pg_temp.chance(card, 15) AS days) AS strength
ORDER BY at;

SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), (SELECT max(id) FROM accounts_user)),
    setval(pg_get_serial_sequence('quizzes_attempt', 'id'), (SELECT max(id) FROM quizzes_attempt));

DROP TABLE person, session, entry;
