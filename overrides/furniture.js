{#-
  What works with scripts alone stands in no page: this script, one a tree in the tree's own words,
  brings it. So a page weighs less, and who reads without scripts meets no button that does nothing.
-#}
{%- macro literal(html) -%}
  `{{ html | replace("  ", "") | replace("\\", "\\\\") | replace("`", "\\`") | replace("${", "\\${") }}`
{%- endmacro -%}
{%- import "partials/language.html" as lang with context -%}
{%- set tree = (config.extra.trees or {})[config.theme.language] or "" -%}
{%- set header -%}
  {% include "partials/type.html" %}
  {% include "partials/palette.html" %}
  {% include "partials/search.html" %}
{% endset -%}
{%- set end -%}
  {% include "partials/top.html" %}
  <div class="md-dialog" data-md-component="dialog"><div class="md-dialog__inner md-typeset"></div></div>
{% endset -%}
{%- set palette %}{% include "partials/javascripts/palette.html" %}{% endset -%}
{%- set words = {
  "clipboard.copy": lang.t("clipboard.copy"),
  "clipboard.copied": lang.t("clipboard.copied"),
  "search.result.placeholder": lang.t("search.result.placeholder"),
  "search.result.none": lang.t("search.result.none"),
  "search.result.one": lang.t("search.result.one"),
  "search.result.other": lang.t("search.result.other"),
  "search.result.more.one": lang.t("search.result.more.one"),
  "search.result.more.other": lang.t("search.result.more.other"),
  "search.result.term.missing": lang.t("search.result.term.missing"),
  "select.version": lang.t("select.version")
} -%}
/* What of a page works with scripts alone; made from overrides/furniture.js.
 *
 * Asked for in the head, before anything is shown. The header calls furnish() where it wants what
 * belongs into it; what stands at the end comes as soon as the page is read, and before the theme's
 * script looks for it.
 */
const furnish = (() => {
  "use strict"

  const tree = new URL(".", document.currentScript.src) // of this script's pages

  /* As the theme keeps what it keeps for a site. */
  window.__md_scope = new URL({{ ("../" * tree.count("/") or ".") | tojson }}, tree)
  window.__md_get = (key, store = localStorage, scope = __md_scope) =>
    JSON.parse(store.getItem(`${scope.pathname}.${key}`))
  window.__md_set = (key, value, store = localStorage, scope = __md_scope) => {
    try { store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value)) } catch {}
  }

  /* The theme says so when its own script runs, which is after the page is shown: header and contents
     would move. */
  document.documentElement.classList.replace("no-js", "js")

  /* The letters as the reader left them (type.js). */
  try { Object.assign(document.documentElement.dataset, __md_get("type")) } catch {}

  document.addEventListener("readystatechange", () => {
    if (!document.body) return // a page that leads elsewhere is left before it has one
    document.body.insertAdjacentHTML("beforeend", {{ literal(end) }})
    const config = document.createElement("script")
    config.id = "__config"
    config.type = "application/json"
    config.textContent = JSON.stringify({
      base: tree.href,
      features: {{ config.theme.features | tojson }},
      translations: {{ words | tojson }},
      search: "assets/javascripts/workers/search.a7633da7.min.js"
    })
    document.body.append(config)
  }, { once: true })

  /* Then day or night, as the reader left it; its button has its room before the theme shows it. */
  return () => {
    document.currentScript.insertAdjacentHTML("afterend", {{ literal(header) }})
    const switches = document.querySelectorAll("[data-md-component=palette] button")
    try { switches[__md_get("__palette")?.index ?? 0].hidden = false } catch {}
    {{ palette | replace("<script>", "") | replace("</script>", "") | trim }}
  }
})()
