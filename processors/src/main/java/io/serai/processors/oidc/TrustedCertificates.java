package io.serai.processors.oidc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities of a PEM file, which providers' certificates must come from in place of the JDK's. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * A TLS context that trusts these alone.
     *
     * @throws IllegalArgumentException saying what is wrong, in words that end a sentence which begins with what was expected
     */
    static SSLContext read(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("certificates, found none in " + file.getFileName());
            }
            return context(certificates);
        } catch (IOException e) {
            throw new IllegalArgumentException("a file that can be read, found " + e, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("certificates in PEM, found something else: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted" + number++, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
