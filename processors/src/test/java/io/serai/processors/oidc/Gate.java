package io.serai.processors.oidc;

import io.serai.api.caller.Caller;
import java.io.IOException;
import java.util.List;

/** An authenticator with one fake issuer, set up as operators do it. */
final class Gate implements AutoCloseable {

    static final Secrets NO_SECRETS = reference -> {
        throw new IllegalArgumentException("no secret");
    };

    final HandClock clock = new HandClock();
    final FakeIssuer issuer = new FakeIssuer(clock);
    final FakeUsers users = new FakeUsers();
    final ProviderHttp http = new ProviderHttp(ProviderHttp.client().build());
    final JwtAuthenticator tokens;

    Gate() throws IOException {
        this("");
    }

    /** @param more lines of the issuer's settings */
    Gate(String more) throws IOException {
        tokens = new JwtAuthenticator(settings(issuer.issuer(), more), http, users, Places.AS_WRITTEN, clock);
    }

    static OidcSettings settings(String issuer, String more) {
        List<String> lines = more.lines().map(line -> "    " + line).toList();
        return OidcReader.read(
                "oidc.yaml",
                """
                issuers:
                  - issuer: %s
                    audiences: [serai]
                    create-users: true
                    mapping:
                      tenant: {claim: tenant}
                      roles: {claim: roles, map: {dev: developer, boss: platform_admin}}
                %s
                """
                        .formatted(issuer, String.join("\n", lines)),
                NO_SECRETS);
    }

    Caller check(String token) {
        return tokens.check(token);
    }

    @Override
    public void close() {
        issuer.close();
    }
}
