from django.urls import path

from insights.views import calibration, items, lessons, misconceptions, overview, reports, retention

app_name = "insights"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("items/", items.items, name="items"),
    path("items/<str:code>/", items.item, name="item"),
    path("misconceptions/", misconceptions.misconceptions, name="misconceptions"),
    path("calibration/", calibration.calibration, name="calibration"),
    path("retention/", retention.retention, name="retention"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:number>/", reports.deal_with, name="report"),
]
