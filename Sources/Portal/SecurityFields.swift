import HTTP
import Routing

/// What every answer says to browsers (reliability R47): nothing runs or loads that is not ours.
func securityFields(origin: Origin?) -> ResponseFields {
  var fields = ResponseFields()
  fields.add(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'")
  fields.add("X-Content-Type-Options", "nosniff")
  fields.add("Referrer-Policy", "same-origin")
  fields.add("Cross-Origin-Opener-Policy", "same-origin")
  fields.add("Cross-Origin-Resource-Policy", "same-origin")
  fields.add("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
  if origin?.isSecure == true {
    fields.add("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
  }
  return fields
}
