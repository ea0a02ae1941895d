package io.serai.gateway.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Keys of servers, with certificates by an authority of their own, good ones and others. Made by the JDK's own keytool. */
final class Certificates {

    private static final String PASSWORD = "not-secret";
    private static final String AUTHORITY = "authority";
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;

    Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        await(keytool(AUTHORITY, AUTHORITY, "-ext", "bc:c", "-startdate", "-30d", "-validity", "60"));
    }

    /** A certificate that is to be made. */
    enum Kind {
        VALID("ip:127.0.0.1", "-1d"),
        OTHER_HOST("dns:other.test", "-1d"),
        EXPIRED("ip:127.0.0.1", "-9d"),
        /** Vouches for itself. */
        SELF_SIGNED("ip:127.0.0.1", "-1d");

        private final String host;
        private final String since;

        Kind(String host, String since) {
            this.host = host;
            this.since = since;
        }

        /** Such as {@code self-signed}. */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Sockets of servers that show these certificates, by their kinds. */
    Map<Kind, ServerSocketFactory> servers() throws Exception {
        Map<Kind, Process> made = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            made.put(kind, begin(kind));
        }
        Map<Kind, ServerSocketFactory> servers = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            await(made.get(kind));
            servers.put(kind, sockets(load(kind.label())));
        }
        return servers;
    }

    /** The authority's own certificate. */
    Path trusted() throws Exception {
        byte[] certificate = load(AUTHORITY).getCertificate(AUTHORITY).getEncoded();
        return Files.writeString(
                folder.resolve("trusted.pem"),
                "-----BEGIN CERTIFICATE-----\n" + PEM.encodeToString(certificate) + "\n-----END CERTIFICATE-----\n");
    }

    private Process begin(Kind kind) throws IOException {
        List<String> more =
                new ArrayList<>(List.of("-ext", "san=" + kind.host, "-startdate", kind.since, "-validity", "3"));
        if (kind != Kind.SELF_SIGNED) {
            Files.copy(store(AUTHORITY), store(kind.label()));
            more.addAll(List.of("-signer", AUTHORITY));
        }
        return keytool(kind.label(), kind.label(), more.toArray(String[]::new));
    }

    private Process keytool(String store, String alias, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC"));
        command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias));
        command.addAll(List.of("-keystore", store(store).toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(store + ".log").toFile())
                .start();
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private static void await(Process keytool) throws IOException, InterruptedException {
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool failed: " + keytool.info());
        }
    }

    private KeyStore load(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static ServerSocketFactory sockets(KeyStore store) throws Exception {
        // The server must not show the authority's own certificate.
        store.deleteEntry(AUTHORITY);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }
}
