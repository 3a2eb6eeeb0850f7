import json

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def absolute(path: str) -> str:
    """The address of `path` on the public site, whatever host was asked; static files may have their own."""
    return path if path.startswith("http") else settings.SITE_URL + path


@register.filter
def hours(minutes: int) -> int:
    """Whole hours, rounded."""
    return round(minutes / 60)


def structured_data(data: dict) -> SafeString:
    """schema.org data as a JSON-LD block: data, which the browser never runs."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def provider() -> dict:
    return {"@type": "Organization", "name": "AI Product Management Fundamentals", "url": absolute("/")}


def course_data(course) -> dict:
    return {
        "@type": "Course",
        "name": course.title,
        "description": course.summary,
        "url": absolute("/"),
        "provider": provider(),
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
    }


@register.simple_tag
def course_structured_data(course, minutes) -> SafeString:
    workload = {"@type": "CourseInstance", "courseMode": "Online", "courseWorkload": f"PT{minutes}M"}
    offer = {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "EUR"}
    return structured_data({**course_data(course), "hasCourseInstance": workload, "offers": offer})


@register.simple_tag
def lesson_structured_data(lesson, course) -> SafeString:
    return structured_data(
        {
            "@type": "LearningResource",
            "name": lesson.title,
            "description": lesson.summary,
            "url": absolute(lesson.get_absolute_url()),
            "learningResourceType": "lesson",
            "timeRequired": f"PT{lesson.minutes}M",
            "teaches": lesson.objectives,
            "isPartOf": course_data(course),
            "dateModified": lesson.updated_at.date().isoformat(),
        }
    )


@register.simple_tag
def article_structured_data(article) -> SafeString:
    return structured_data(
        {
            "@type": "Article",
            "headline": article.title,
            "description": article.summary,
            "url": absolute(article.get_absolute_url()),
            "datePublished": article.published_on.isoformat(),
            "dateModified": article.updated_at.date().isoformat(),
            "publisher": provider(),
            "image": absolute(static("img/social.png")),
        }
    )
