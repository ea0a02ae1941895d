package io.serai.processors.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.serai.api.error.SeraiException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the tokens of one issuer as <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725</a> asks for. Thread-safe. */
final class TokenVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);

    private final DefaultJWTProcessor<TokenContext> processor = new DefaultJWTProcessor<>();
    private final String issuer;

    TokenVerifier(IssuerSettings settings, KeySource keys, InstantSource clock) {
        this.issuer = settings.name();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(types(settings.accepted().types())));
        processor.setJWSKeySelector(new TokenKeys(settings.accepted().algorithms(), keys));
        processor.setJWSVerifierFactory(new TokenKeys.Verifiers());
        processor.setJWTClaimsSetVerifier(new ClaimsCheck(settings, clock));
    }

    /** RFC 9068, 4: {@code application/at+jwt} is the same type in full. */
    private static Set<JOSEObjectType> types(Set<String> names) {
        Set<JOSEObjectType> types = new HashSet<>();
        for (String name : names) {
            types.add(new JOSEObjectType(name));
            types.add(new JOSEObjectType("application/" + name));
        }
        return types;
    }

    /**
     * The claims of a good token.
     *
     * @throws SeraiException 401, or 503 where its key can't be had
     */
    JWTClaimsSet verify(TokenHead head) {
        try {
            return processor.process(head.token(), new TokenContext(head.issuedAt()));
        } catch (KeysAway away) {
            throw Refusals.away(away.retryAfter());
        } catch (ExpiredJWTException e) {
            throw Refusals.invalid("has expired");
        } catch (BadJOSEException | JOSEException e) {
            // Which claim was expected is for the operator to see: whoever tries tokens need not know.
            LOG.debug("A token of issuer {} was refused: {}", issuer, e.getMessage());
            throw Refusals.invalid(why(e));
        }
    }

    private static String why(Exception refused) {
        if (refused instanceof BadJWTException) {
            return "is not an access token for this gateway that is valid now";
        }
        return refused instanceof BadJWSException
                ? "has no valid signature"
                : "has a type, an algorithm or a key that is not accepted";
    }
}
