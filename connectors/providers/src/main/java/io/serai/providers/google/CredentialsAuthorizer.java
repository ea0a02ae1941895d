package io.serai.providers.google;

import com.google.auth.oauth2.GoogleCredentials;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.providers.http.Authorizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by Google's auth library, the only class here that needs it: whoever has no provider on Google Cloud need not have the library.
 */
final class CredentialsAuthorizer implements Authorizer {

    /** <a href="https://cloud.google.com/vertex-ai/docs/authentication">Authentication to Vertex AI</a>. */
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    /** Where credentials come from; may ask the metadata server. */
    @FunctionalInterface
    interface Source {
        GoogleCredentials load() throws IOException;
    }

    private final Source source;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable GoogleCredentials credentials;

    CredentialsAuthorizer(Source source) {
        this.source = source;
    }

    static Authorizer of(Optional<Path> file) {
        return new CredentialsAuthorizer(
                file.isPresent() ? () -> read(file.get()) : GoogleCredentials::getApplicationDefault);
    }

    @Override
    public Map<String, String> headers(Unauthorized request) {
        GoogleCredentials known = credentials();
        try {
            Map<String, String> headers = new LinkedHashMap<>();
            for (Map.Entry<String, List<String>> header :
                    known.getRequestMetadata(request.uri()).entrySet()) {
                headers.put(header.getKey().toLowerCase(Locale.ROOT), String.join(", ", header.getValue()));
            }
            return headers;
        } catch (IOException e) {
            throw new ProviderException(ErrorKind.PROVIDER_AUTH, "Google gave the gateway no access token", e);
        }
    }

    private GoogleCredentials credentials() {
        GoogleCredentials known = credentials;
        if (known != null) {
            return known;
        }
        loading.lock();
        try {
            known = credentials;
            if (known == null) {
                known = source.load().createScoped(List.of(SCOPE));
                credentials = known;
            }
            return known;
        } catch (IOException | RuntimeException e) {
            // Not kept as the cause: a file that is no JSON is quoted there, with what it holds.
            throw new ProviderException(
                    ErrorKind.PROVIDER_AUTH,
                    "the gateway has no Google credentials: set credentials, or the application default credentials");
        } finally {
            loading.unlock();
        }
    }

    private static GoogleCredentials read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return GoogleCredentials.fromStream(in);
        }
    }
}
