from django.urls import path

from certificates.views import machines, mine, public

app_name = "certificates"
urlpatterns = [
    path("certificate/", mine.mine, name="mine"),
    path("certificate/withdraw/", mine.withdraw, name="withdraw"),
    path("certificates/<uuid:public_id>/", public.certificate, name="certificate"),
    path("certificates/<uuid:public_id>/certificate.pdf", public.pdf, name="pdf"),
    path("certificates/<uuid:public_id>/credential.json", machines.credential, name="credential"),
    path("certificates/status/<int:number>/", machines.status_list, name="status_list"),
    path(".well-known/did.json", machines.did, name="did"),
]
