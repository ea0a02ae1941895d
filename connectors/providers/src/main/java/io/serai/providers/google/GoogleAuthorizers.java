package io.serai.providers.google;

import io.serai.providers.http.Authorizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Ways to be let in by Google Cloud. */
public final class GoogleAuthorizers {

    private GoogleAuthorizers() {}

    /** A token that somebody else has got and renews. */
    public static Authorizer token(String token) {
        Map<String, String> headers = Map.of("authorization", "Bearer " + token);
        return request -> headers;
    }

    /**
     * Google's credentials: those of a file (a service account, an external account, a user), or the <a
     * href="https://cloud.google.com/docs/authentication/application-default-credentials">application default credentials</a>, looked
     * for when the first call is made. Tokens are kept until shortly before they expire.
     *
     * @throws IllegalArgumentException naming what is missing: the file, or Google's auth library on the class path
     */
    public static Authorizer credentials(Optional<Path> file) {
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw new IllegalArgumentException(
                    "expected credentials to name a readable file, found '" + file.get() + "'");
        }
        try {
            return CredentialsAuthorizer.of(file);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "expected com.google.auth:google-auth-library-oauth2-http on the class path", e);
        }
    }
}
