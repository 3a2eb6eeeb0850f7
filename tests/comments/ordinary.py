"""Comments that readers of the course could write, as text and name: none of them may look like spam. Nobody real."""

ORDINARY = [
    ("Thank you, this lesson finally made the confusion matrix clear to me.", "Ines"),
    ("Thanks!", "Jon"),
    ("Great lesson 👏", "Mara K."),
    (
        "Why is recall more important than precision in the example with the hospital? I would have said the opposite.",
        "Tobi",
    ),
    (
        "I don't agree with the second paragraph. A product manager who cannot read a learning "
        "curve will not notice that "
        "the team needs more data, so some mathematics does belong to the role.",
        "Hanne",
    ),
    ("There is a typo in the third question: “probablity”.", "reader_17"),
    ("The link to the glossary is broken for me, Firefox on Linux.", "P. Okoro"),
    (
        "For those who want the source: the idea comes from “Hidden Technical Debt in Machine Learning Systems”, "
        "https://papers.nips.cc/paper/5656-hidden-technical-debt-in-machine-learning-systems",
        "Dana",
    ),
    ("This paper goes deeper: https://arxiv.org/abs/1706.03762", "Wei"),
    (
        "In our company we have 14,000 support tickets a month, 62 % in English. Is that enough to "
        "fine-tune, or should we "
        "start with prompts only?",
        "Support lead",
    ),
    ("TL;DR: RAG first, fine-tuning later.", "Sam"),
    ("LLM, RAG, MLOps, KPI, ROI, GDPR: could we have a list of acronyms?", "Lotte"),
    ("IMHO the ROI part is too optimistic.", "BK"),
    (
        "I am not native speaker, sorry for my english. I have question about the drift: how often "
        "we must to check it?",
        "Andrei",
    ),
    ("hello sir, i am new in this field, which lesson i should take first for become AI product manager?", "Rahul"),
    (
        "Please can somebody explain me what is the difference between validation set and test set, "
        "I read three times.",
        "Yuki",
    ),
    ("Danke, das war sehr verständlich erklärt. Gibt es die Übungen auch als PDF?", "Greta"),
    ("Ich sehe das anders: Ohne Betriebsrat führt bei uns niemand so ein System ein.", "Ulf"),
    ("Muchas gracias por el curso, lo estoy haciendo por las noches después del trabajo.", "Lucía"),
    ("¿Alguien sabe si el simulador también funciona en el móvil?", "Paco"),
    ("Bardzo dobra lekcja, ale pytanie numer 4 ma moim zdaniem dwie poprawne odpowiedzi.", "Agnieszka"),
    ("Czy mogę użyć tych wykresów w prezentacji dla zespołu?", "Piotr"),
    ("बहुत अच्छा पाठ, धन्यवाद। क्या अगला मॉड्यूल भी मुफ़्त है?", "Asha"),
    ("मुझे precision और recall का अंतर अब समझ में आया।", "विवेक"),
    ("Merci, très clair. J'aurais aimé un exemple avec des images.", "Chloé"),
    ("这节课很有帮助，谢谢！", "小林"),
    ("شكرا جزيلا، شرح واضح ومفيد.", "Samira"),
    (
        "```python\nfrom sklearn.metrics import f1_score\nprint(f1_score(y_true, y_pred, average='macro'))\n```\n"
        "gives 0.71 for me, not 0.74 as in the text. What did I miss?",
        "Edda",
    ),
    ("If you do `threshold = 0.3` in the simulator, false positives go from 12 to 41. That surprised me.", "n0ra"),
    (
        "SELECT label, COUNT(*) FROM tickets GROUP BY label; -- that is how we found that 3 labels "
        "had fewer than 10 rows",
        "db-person",
    ),
    ("Interesting.", "K"),
    ("Agreed", "Milan"),
    ("+1", "Oz"),
    ("?", "Tom"),
    ("😂 the example with the cat pictures", "Jule"),
    ("Wow!!! I passed the final check with 93 %!!!", "Nadia"),
    ("I CANNOT FIND THE BUTTON TO HAND IN THE BRIEF. Sorry for the capitals, my keyboard is broken.", "Gordon"),
    ("Can the certificate be shown on LinkedIn? I'd like to add it to my profile.", "Femi"),
    ("How long is the certificate valid? My employer asks.", "Sofie"),
    ("Is this course really free? I could not find any price.", "Bart"),
    (
        "I earn my money with consulting and would never promise a client 100 % accuracy, as the "
        "vendor in the case does.",
        "Ruth",
    ),
    (
        "The free tier of most vendors is limited to a few requests a minute, so the cost table in "
        "lesson 9 looks right to me.",
        "Ada L",
    ),
    ("You might want to check the numbers in figure 2, 0.8 × 0.9 is 0.72 and not 0.75.", "Henk"),
    ("Could you add a lesson about buying instead of building? We had to choose between 3 offers last year.", "Zeynep"),
    ("@Hanne I think you both say the same thing. Reading a curve is not the same as deriving the gradient.", "Tobi"),
    ("Good point, I had not thought about the people who label the data.", "Ewa"),
    (
        "We tried this at work. First month: nobody used the assistant. Then we put it inside the "
        "ticket form, and after two "
        "weeks 70 % of the team used it every day. So the lesson's advice about meeting people "
        "where they are is right.",
        "Maxim",
    ),
    (
        "My summary of the lesson:\n- say what the model must not do\n- measure before you ship\n- "
        "have a person who can stop it\n"
        "Did I forget something?",
        "Kirsten",
    ),
    ("1. yes 2. no 3. it depends on the base rate", "Arno"),
    (
        "The video tools we use at home read aloud the formulas wrongly, could the alt text say "
        "“true positives divided by all "
        "positives”?",
        "Vera",
    ),
    (
        "I subscribed to the idea that more data always helps, until our model got worse with the new region's data.",
        "Olu",
    ),
    ("Where do I click to see my old answers? I looked on the dashboard and on the profile page.", "Carla"),
    (
        "In the bank where I work, the regulator wants an explanation for each refused loan. How "
        "does that go together with a "
        "neural network? Are feature attributions accepted as an explanation by anybody? I have "
        "read about SHAP and about "
        "counterfactuals, and they gave different reasons for the same customer, so I do not know "
        "which of them I could put into "
        "a letter. If somebody here has been through an audit, I would be glad about any hint, also "
        "about what did not work.",
        "Loan officer",
    ),
    (
        "see also https://en.wikipedia.org/wiki/Simpson%27s_paradox and "
        "https://www.nist.gov/itl/ai-risk-management-framework",
        "Jaak",
    ),
    ("The quiz says I was 90 % sure and wrong. Ouch, but fair.", "Dilan"),
    ("Check your assumption about the base rate first, then the answer to question 6 follows.", "Prof. Y"),
    ("Does anyone want to learn together? I am on module 3, in the evenings, Central European Time.", "Signe"),
    (
        "Version 2.1 of our model was worse than v2.0 on every slice but one; we shipped it anyway "
        "and rolled back on day 2.",
        "ops",
    ),
    ("I like the course, but the dark theme makes the second figure hard to read.", "Quentin"),
    ("Sorry, wrong lesson. Please delete my comment.", "Ilse"),
]
