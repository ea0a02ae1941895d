package io.serai.processors.oidc;

import com.nimbusds.jwt.SignedJWT;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token taken apart and not yet believed.
 *
 * @param issuer as it says
 * @param issuedAt as it says, or the beginning of time
 */
record TokenHead(SignedJWT token, String issuer, Instant issuedAt) {

    /** By these a token would bring its own key or have one fetched from where it likes (RFC 8725, 3.10), or ask for rules unknown here. */
    private static final List<String> REFUSED = List.of("jku", "x5u", "jwk", "x5c", "crit", "b64", "zip", "enc");

    static TokenHead read(String token) {
        requireAlphabet(token);
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first <= 0 || second <= first + 1 || second == token.length() - 1 || token.indexOf('.', second + 1) >= 0) {
            throw Refusals.invalid("is not a signed JWT");
        }
        Map<String, Object> header = object(token.substring(0, first));
        for (String name : REFUSED) {
            if (header.containsKey(name)) {
                throw Refusals.invalid("has a header '" + name + "', which is not accepted");
            }
        }
        Map<String, Object> claims = object(token.substring(first + 1, second));
        if (!(claims.get("iss") instanceof String issuer)) {
            throw Refusals.invalid("names no issuer");
        }
        try {
            return new TokenHead(SignedJWT.parse(token), issuer, instant(claims.get("iat")));
        } catch (ParseException e) {
            throw noJwt();
        }
    }

    /** Nimbus skips what is not Base64, so that one token could be written in many ways. */
    private static void requireAlphabet(String token) {
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            boolean known = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.';
            if (!known) {
                throw noJwt();
            }
        }
    }

    /** Read here first because of names that occur twice: this gateway and others could take different ones of them. */
    private static Map<String, Object> object(String base64) {
        try {
            return Json.standard().readObject(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException | JsonException e) {
            throw noJwt();
        }
    }

    private static Instant instant(@Nullable Object seconds) {
        try {
            return seconds instanceof Number number ? Instant.ofEpochSecond(number.longValue()) : Instant.EPOCH;
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static SeraiException noJwt() {
        return Refusals.invalid("is not a signed JWT");
    }
}
