package io.serai.gateway.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Certificates as PEM files. They are read again when they change.
 *
 * @param certificate the server's chain
 * @param key its private key
 * @param clientCa whom client certificates must be issued by; where there is none, no client is asked for one
 * @param clientAuth what is asked of clients where there is
 * @param reload how often the files are looked at
 */
public record TlsSettings(Path certificate, Path key, Optional<Path> clientCa, ClientAuth clientAuth, Duration reload) {

    /** What clients are asked for. Whatever it says, a certificate of somebody else's making ends the connection. */
    public enum ClientAuth {
        /** A client without a certificate is refused before it has said anything. */
        REQUIRED,
        /** A client may show one, or call with a key or a token instead. */
        REQUEST
    }
}
