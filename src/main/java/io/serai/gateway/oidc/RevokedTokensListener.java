package io.serai.gateway.oidc;

import io.serai.processors.directory.RevokedToken;
import io.serai.processors.directory.RevokedTokens;
import io.serai.processors.oidc.JwtAuthenticator;
import io.serai.processors.oidc.Revocation;
import io.serai.processors.store.Changes;
import java.util.Set;

/** Tells who lets tokens in which of them have been taken back. There are few: each time all are read. */
final class RevokedTokensListener implements Changes.Listener {

    private final RevokedTokens revoked;
    private final JwtAuthenticator authenticator;

    RevokedTokensListener(RevokedTokens revoked, JwtAuthenticator authenticator) {
        this.revoked = revoked;
        this.authenticator = authenticator;
    }

    @Override
    public void changed(Set<String> ids) {
        missed();
    }

    @Override
    public void missed() {
        authenticator.revoked(
                revoked.live().stream().map(RevokedTokensListener::revocation).toList());
    }

    private static Revocation revocation(RevokedToken token) {
        RevokedToken.Which which = token.which();
        return new Revocation(token.tenant(), which.issuer(), which.tokenId(), which.digest(), token.endsAt());
    }
}
