/* A passage's address, copied as it is followed.
 *
 * The theme copies what an element carries as data-clipboard-text, and says so in its own words.
 * The whole address is known only where the page stands.
 */
document.addEventListener("click", ({ target }) => {
  const pin = target.closest(".pin")
  if (!pin) return
  const address = new URL(pin.href)
  address.search = "" // what was searched for is no part of it
  pin.dataset.clipboardText = address.href
}, true)

/* An address that leads elsewhere now is followed to its end. */
function followAddress() {
  const place = document.getElementById(location.hash.slice(1))
  const way = place?.matches(".led *") && place.querySelector("a")
  if (way) location.replace(way.href)
}
addEventListener("hashchange", followAddress)
followAddress()
