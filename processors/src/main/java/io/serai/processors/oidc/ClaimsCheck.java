package io.serai.processors.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.serai.processors.oidc.IssuerSettings.Accepted;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a token's claims make it an access token for this gateway, valid now. */
final class ClaimsCheck extends DefaultJWTClaimsVerifier<TokenContext> {

    /**
     * What access tokens that are good by themselves do not have: the marks of ID tokens (<a
     * href="https://openid.net/specs/openid-connect-core-1_0.html#HybridIDToken">OpenID Connect Core, 3.3.2.11</a>), and of tokens whose
     * bearer has to prove a key as well (RFC 7800), which nobody would check here.
     */
    private static final Set<String> PROHIBITED = Set.of("nonce", "at_hash", "c_hash", "s_hash", "cnf");

    private final Accepted accepted;
    private final InstantSource clock;

    ClaimsCheck(IssuerSettings settings, InstantSource clock) {
        super(
                settings.accepted().audiences(),
                new JWTClaimsSet.Builder().issuer(settings.name()).build(),
                Set.of("sub", "exp"),
                PROHIBITED);
        this.accepted = settings.accepted();
        this.clock = clock;
        setMaxClockSkew((int) accepted.skew().toSeconds());
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }

    @Override
    public void verify(JWTClaimsSet claims, @Nullable TokenContext context) throws BadJWTException {
        super.verify(claims, context);
        if (claims.getSubject().isBlank()) {
            throw new BadJWTException("sub is empty");
        }
        Date issued = claims.getIssueTime();
        if (issued != null && issued.toInstant().isAfter(clock.instant().plus(accepted.skew()))) {
            throw new BadJWTException("iat is in the future");
        }
        if (!isAccessToken(claims.getClaim("typ"))) {
            throw new BadJWTException("typ is not that of an access token");
        }
        if (!accepted.parties().isEmpty() && !accepted.parties().contains(party(claims))) {
            throw new BadJWTException("azp is not an accepted client");
        }
    }

    /** Keycloak's ID, refresh and logout tokens all have the header of its access tokens, and say what they are in a claim of this name. */
    private static boolean isAccessToken(@Nullable Object type) {
        return type == null
                || (type instanceof String text && text.toLowerCase(Locale.ROOT).equals("bearer"));
    }

    /** OpenID Connect's name for it, or that of RFC 9068. */
    private static String party(JWTClaimsSet claims) {
        Object party = claims.getClaim("azp");
        return String.valueOf(party == null ? claims.getClaim("client_id") : party);
    }
}
