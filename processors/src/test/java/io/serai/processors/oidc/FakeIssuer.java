package io.serai.processors.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID provider as far as its keys go, on loopback; counts who comes for them. */
public final class FakeIssuer implements AutoCloseable {

    public static final String AUDIENCE = "serai";

    private static final String METADATA = "/.well-known/openid-configuration";
    private static final RSAKey FIRST = rsa("first");
    private static final RSAKey SECOND = rsa("second");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final InstantSource clock;
    private final AtomicInteger fetches = new AtomicInteger();

    /** Replace what it says of itself, or how it answers. */
    volatile String metadata;

    volatile int status = 200;
    volatile String keys = published(List.of(FIRST));
    volatile Runnable beforeKeys = () -> {};

    /**
     * Starts listening.
     *
     * @param clock that its tokens go by
     */
    public FakeIssuer(InstantSource clock) throws IOException {
        this.clock = clock;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.metadata = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer(), issuer());
        server.setExecutor(threads);
        server.createContext("/realm" + METADATA, exchange -> answer(exchange, metadata));
        server.createContext("/realm/keys", exchange -> {
            fetches.incrementAndGet();
            beforeKeys.run();
            answer(exchange, keys);
        });
        server.start();
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Its name, and where it is. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    /** How often its keys have been asked for. */
    public int fetches() {
        return fetches.get();
    }

    public static RSAKey firstKey() {
        return FIRST;
    }

    public static RSAKey secondKey() {
        return SECOND;
    }

    static String published(List<? extends JWK> keys) {
        return new JWKSet(List.copyOf(keys)).toString();
    }

    /** Claims of a good access token of this subject. */
    public JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject(subject)
                .claim("azp", "cli")
                .claim("tenant", "acme")
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(300)));
    }

    /** A good access token of this subject, who belongs to the tenant {@code acme} by the claim {@code tenant}. */
    public String token(String subject) {
        return sign(FIRST, claims(subject).build());
    }

    /** A token that is signed by this key and names it. */
    public static String sign(RSAKey key, JWTClaimsSet claims) {
        return sign(key, header(key.getKeyID()).build(), claims);
    }

    static JWSHeader.Builder header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(keyId);
    }

    static String sign(RSAKey key, JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
