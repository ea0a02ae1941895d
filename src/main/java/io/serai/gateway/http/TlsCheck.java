package io.serai.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/** Reads certificate files, and finds out whether they are fit before they are in force. */
final class TlsCheck {

    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final byte[] SAMPLE = {1, 2, 3};

    private TlsCheck() {}

    /**
     * The server's keys. Blocks.
     *
     * @throws KeyException saying what is wrong: a file that can't be read, or a key that belongs to another certificate
     */
    static X509ExtendedKeyManager read(Vertx vertx, TlsSettings tls) throws KeyException {
        try {
            if (tls.clientCa().isPresent()) {
                ServerOptions.trust(tls.clientCa().get().toString()).getTrustManagerFactory(vertx);
            }
            return keys(vertx, tls);
        } catch (Exception e) {
            throw new KeyException("the certificate in " + tls.certificate() + " can't be used: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedKeyManager keys(Vertx vertx, TlsSettings tls) throws Exception {
        PemKeyCertOptions files = new PemKeyCertOptions()
                .addCertPath(tls.certificate().toString())
                .addKeyPath(tls.key().toString());
        for (KeyManager manager : files.getKeyManagerFactory(vertx).getKeyManagers()) {
            if (manager instanceof X509ExtendedKeyManager keys) {
                check(keys, tls);
                return keys;
            }
        }
        throw new KeyException("the JDK gives no keys for it");
    }

    private static void check(X509KeyManager keys, TlsSettings tls) throws GeneralSecurityException {
        for (String type : KEY_TYPES) {
            String[] aliases = keys.getServerAliases(type, null);
            for (String alias : aliases == null ? new String[0] : aliases) {
                if (!belong(keys.getPrivateKey(alias), keys.getCertificateChain(alias)[0])) {
                    throw new KeyException(tls.key() + " is the key of another certificate");
                }
            }
        }
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(SAMPLE);
        return signature.verify(signed);
    }
}
