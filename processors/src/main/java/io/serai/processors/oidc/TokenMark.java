package io.serai.processors.oidc;

import io.serai.api.error.SeraiException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * What a token is known by that is to be taken back, and that tells nobody the token: the SHA-256 of what its issuer has signed, which is
 * header and claims with the dot between. Not of the whole token: a signature can be spelt in several ways (the last bits of its Base64, the
 * sign of the {@code s} of ECDSA), and the spelling that was not taken back would still be good.
 *
 * @param digest 64 hexadecimal digits
 * @param expires when it ends, as it says
 */
public record TokenMark(String digest, Optional<Instant> expires) {

    /** Empty where this is no JWT. Whether it is a good one is not looked at. */
    public static Optional<TokenMark> read(String token) {
        try {
            TokenHead head = TokenHead.read(token);
            Date ends = head.token().getJWTClaimsSet().getExpirationTime();
            return Optional.of(new TokenMark(
                    signed(token).text(), Optional.ofNullable(ends).map(Date::toInstant)));
        } catch (SeraiException | ParseException e) {
            return Optional.empty();
        }
    }

    static TokenHash signed(String token) {
        return TokenHash.of(token.substring(0, Math.max(0, token.lastIndexOf('.'))));
    }
}
