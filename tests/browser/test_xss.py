"""Known ways to get a script into a page, as comment, as name, and as the text of a lesson: nothing runs in Chromium.

The vectors and where they are from: tests/comments/xss/.
"""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

VECTORS = Path(__file__).parents[1] / "comments" / "xss" / "vectors.json"
MAKE_COMMENTS = """
import json
from pathlib import Path
from comments.models import Comment
from comments.threads import stored_thread_of
from lessons.models import Article, Edition, Lesson

texts = {{"title": "Vectors", "summary": "-", "source": "-", "html": "<p>-</p>"}}
article = Article.objects.create(slug="vectors", status="published", **texts)
thread = stored_thread_of(article)
for number, row in enumerate(json.loads(Path({path!r}).read_text())):
    vector = row["vector"].replace("\\x00", "")
    name = " ".join(vector.split())[:60]
    comment = Comment(thread=thread, name=name, key=f"vector {{number}}", status="approved", is_shown=True)
    comment.say(vector[:4000])
    comment.save()
Edition.advance()
print(Comment.objects.filter(thread=thread).count())
"""
MAKE_LESSON = """
import json
from pathlib import Path
from lessons.models import Article
from lessons.rendering import render_text
from lessons.models import Edition

parts = [render_text(row["vector"]) for row in json.loads(Path({path!r}).read_text())]
for number in range(0, len(parts), 200):
    texts = {{"title": "Vectors", "summary": "-", "source": "-", "html": "".join(parts[number : number + 200])}}
    Article.objects.create(slug=f"markdown-{{number}}", status="published", **texts)
Edition.advance()
print(len(parts))
"""


@pytest.fixture
def fired(page) -> list[str]:
    """What a script that ran would have left: dialogs, and another page. The page's own fixture sees to the rest:
    messages of the console, violations of the policy, requests to elsewhere."""
    dialogs = []

    def note(dialog):
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return dialogs


def touch(page) -> None:
    """What a person does on a page: the mouse goes over it, the keyboard through it."""
    page.evaluate(
        """() => { for (const each of document.querySelectorAll('main *')) for (const type of
        ['mouseover', 'mouseenter', 'focus', 'focusin', 'pointerover', 'animationstart', 'error', 'load', 'toggle'])
        each.dispatchEvent(new Event(type, { bubbles: true })); }"""
    )


def test_nothing_fires_as_comment_or_name(site, page, fired):
    count = int(site.run(MAKE_COMMENTS.format(path=str(VECTORS))))
    assert count == len(json.loads(VECTORS.read_text())) > 500

    seen = 0
    for number in range(1, -(-count // 50) + 1):
        url = f"/comments/articles/vectors/?page={number}"
        page.goto(url)
        touch(page)
        seen += page.locator("main .comment").count()
        assert page.locator("main :is(script, iframe, object, embed, form form, base, style, meta)").count() == 0
        assert page.url.endswith(url)
    page.goto("/articles/vectors/")
    touch(page)

    assert seen == count
    assert fired == []


def test_nothing_fires_in_the_text_of_a_lesson(site, page, fired):
    """Rendered as the text of lessons and articles is."""
    count = int(site.run(MAKE_LESSON.format(path=str(VECTORS))))

    for number in range(0, count, 200):
        page.goto(f"/articles/markdown-{number}/")
        touch(page)
        expect(page.get_by_role("heading", name="Vectors")).to_be_visible()
        text = page.locator("article.prose")
        assert text.locator(":is(script, iframe, object, embed, form, base, style, meta, svg, math)").count() == 0
        handlers = text.evaluate(
            """node => [...node.querySelectorAll('*')].flatMap((each) => each.getAttributeNames())
            .filter((name) => name.startsWith('on'))"""
        )
        assert handlers == []

    assert fired == []
