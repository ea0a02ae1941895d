package io.serai.processors.oidc;

import com.nimbusds.jose.proc.SecurityContext;
import java.time.Instant;

/**
 * What the search for a token's key has to know of the token.
 *
 * @param issuedAt as the token says, which nobody has verified yet
 */
record TokenContext(Instant issuedAt) implements SecurityContext {}
