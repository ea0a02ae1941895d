package io.serai.gateway.oidc;

import io.serai.api.call.CallCheck;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.RevokedTokens;
import io.serai.processors.directory.Users;
import io.serai.processors.oidc.JwtAuthenticator;
import io.serai.processors.oidc.ModelDecision;
import io.serai.processors.oidc.OidcReader;
import io.serai.processors.oidc.OidcSettings;
import io.serai.processors.oidc.ProviderHttp;
import io.serai.processors.oidc.Secrets;
import io.serai.processors.store.Changes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The providers of {@code oidc.yaml} at work in this gateway. */
public final class OidcTokens {

    /** Of these a change of one may concern any token. */
    private static final List<String> ANYBODYS = List.of("tenant", "team", "application", "role");

    private final JwtAuthenticator authenticator;
    private final CallCheck calls;
    private final Directory directory;

    private OidcTokens(OidcSettings settings, Directory directory, Users users, InstantSource clock) {
        ProviderHttp http = ProviderHttp.of(settings);
        this.directory = directory;
        this.authenticator = new JwtAuthenticator(
                settings, http, new DirectoryUsers(directory, users), new DirectoryPlaces(directory), clock);
        this.calls = new ModelDecision(settings, http, authenticator, clock);
    }

    /**
     * As a file says; empty where it takes nobody's tokens.
     *
     * @param file as messages are to name it
     * @throws io.serai.processors.yaml.YamlException naming file, line and key
     */
    public static Optional<OidcTokens> of(
            String file, String text, Directory directory, Users users, InstantSource clock) {
        OidcSettings settings = OidcReader.read(file, text, Secrets.ofProcess());
        return settings.isEmpty() ? Optional.empty() : Optional.of(new OidcTokens(settings, directory, users, clock));
    }

    /** Says whose a token is. */
    public JwtAuthenticator authenticator() {
        return authenticator;
    }

    /** Asks the providers that want to be asked which models their callers may call. */
    public CallCheck calls() {
        return calls;
    }

    /**
     * Has tokens looked at again when the directory changes, and refuses those that have been taken back.
     *
     * @param changes that the directory follows already, so that it hears of a change first
     * @param revoked tokens, on whichever node that was said
     */
    public void follow(Changes changes, RevokedTokens revoked) {
        RevokedTokensListener revocations = new RevokedTokensListener(revoked, authenticator);
        changes.listen(RevokedTokens.CHANGE, revocations);
        ANYBODYS.forEach(kind -> changes.listen(kind, listener(ids -> authenticator.forgetAll())));
        changes.listen("user", listener(this::forget));
        revocations.missed();
    }

    /** Users who have been deleted are none of the directory's any more, and refused as such. */
    private void forget(Set<String> users) {
        users.forEach(id -> directory.user(id).ifPresent(user -> authenticator.forget(user.issuer(), user.subject())));
    }

    private Changes.Listener listener(Consumer<Set<String>> changed) {
        return new Changes.Listener() {
            @Override
            public void changed(Set<String> ids) {
                changed.accept(ids);
            }

            @Override
            public void missed() {
                authenticator.forgetAll();
            }
        };
    }
}
