package io.serai.gateway.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Certificates as PEM files. They are read again when they change.
 *
 * @param certificate the server's chain
 * @param key its private key
 * @param clientCa whom client certificates must be issued by; where given, a client without one is refused
 * @param reload how often the files are looked at
 */
public record TlsSettings(Path certificate, Path key, Optional<Path> clientCa, Duration reload) {}
