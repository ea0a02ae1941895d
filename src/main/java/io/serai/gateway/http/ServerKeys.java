package io.serai.gateway.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate and key, which can be replaced while connections come in. A handshake that has begun ends with what it began
 * with: it chooses by an alias, then asks for the chain and the key of that. Thread-safe.
 */
final class ServerKeys extends X509ExtendedKeyManager {

    /** Separates the number of a version from the alias in its own manager. */
    private static final char MARK = ':';

    private volatile Version current;

    /** Keys, and those that were in force before them, which handshakes may still be asking for. */
    private record Version(int number, X509ExtendedKeyManager keys, @Nullable Version former) {}

    ServerKeys(X509ExtendedKeyManager keys) {
        this.current = new Version(0, keys, null);
    }

    /** From now on new handshakes are answered with these. */
    synchronized void replace(X509ExtendedKeyManager keys) {
        Version former = current;
        current = new Version(former.number() + 1, keys, new Version(former.number(), former.keys(), null));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Version version = current;
        String alias = version.keys().chooseEngineServerAlias(type, issuers, engine);
        return alias == null ? null : "" + version.number() + MARK + alias;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Version version = version(alias);
        return version == null ? null : version.keys().getCertificateChain(own(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Version version = version(alias);
        return version == null ? null : version.keys().getPrivateKey(own(alias));
    }

    private @Nullable Version version(String alias) {
        int number = Integer.parseInt(alias.substring(0, alias.indexOf(MARK)));
        Version version = current;
        while (version != null && version.number() != number) {
            version = version.former();
        }
        return version;
    }

    private static String own(String alias) {
        return alias.substring(alias.indexOf(MARK) + 1);
    }

    /** Of sockets, which Vert.x does not use. */
    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(type, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(type, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
