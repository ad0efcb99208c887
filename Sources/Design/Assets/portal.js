// Everything works without this file; it only adds comfort.
"use strict";

// Characters as people count them: a 汉字 is one, whatever it weighs in bytes.
document.querySelectorAll("[data-counter]").forEach(function (input) {
  var counter = document.getElementById(input.dataset.counter);
  var most = Number(input.dataset.most);
  function show() {
    var left = most - Array.from(input.value).length;
    counter.textContent = left < 0 ? "超出 " + -left + " 个字" : "还可以写 " + left + " 个字";
    counter.classList.toggle("over", left < 0);
  }
  input.addEventListener("input", show);
  show();
});

// A form with problems opens at their summary.
var summary = document.querySelector(".summary");
if (summary) summary.focus();

// One press is enough.
document.querySelectorAll("form[method=post]").forEach(function (form) {
  form.addEventListener("submit", function (event) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
});
window.addEventListener("pageshow", function () {
  document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
});
