package io.serai.processors.oidc;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Whose tokens are taken, as {@code oidc.yaml} says it.
 *
 * @param maxTokenBytes what is longer is refused unread
 * @param trust whose certificates issuers may have, where not those that the JDK trusts
 * @param issuers each by its name once
 */
public record OidcSettings(int maxTokenBytes, Optional<SSLContext> trust, List<IssuerSettings> issuers) {

    /** Ten times what tokens have; a token that fills the whole head of a request is nobody's. */
    public static final int DEFAULT_MAX_TOKEN_BYTES = 16 * 1024;

    /** Nobody's. */
    public static final OidcSettings NONE = new OidcSettings(DEFAULT_MAX_TOKEN_BYTES, Optional.empty(), List.of());

    public OidcSettings {
        issuers = List.copyOf(issuers);
    }

    /** Whether nobody's tokens are taken. */
    public boolean isEmpty() {
        return issuers.isEmpty();
    }
}
