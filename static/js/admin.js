// Django's two-column selector names its hints without saying what they are: a name needs a role to be heard.
addEventListener("load", () => {
  document.querySelectorAll(".help-tooltip[aria-label]:not([role])").forEach((hint) => hint.setAttribute("role", "img"));
});
