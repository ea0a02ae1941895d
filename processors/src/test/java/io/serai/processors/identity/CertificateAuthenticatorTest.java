package io.serai.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.processors.identity.Credentials.Nothing;
import io.serai.processors.identity.Credentials.Token;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a certificate as the JDK's own tools make one. */
class CertificateAuthenticatorTest {

    private static final Caller PAY = Callers.of("ten_1", "", Role.APPLICATION);

    private static X509Certificate certificate;

    private final Set<Caller> blocked = new HashSet<>();

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("it.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "it",
                        "-dname",
                        "CN=pay,OU=apps,O=Acme\\, Inc.",
                        "-ext",
                        "san=dns:Pay.apps.example.com,uri:spiffe://example.com/pay/web,email:pay@example.com",
                        "-validity",
                        "3",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "not-secret")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "not-secret".toCharArray());
        }
        certificate = (X509Certificate) keys.getCertificate("it");
    }

    private Outcome judge(NamePattern pattern, Instant now) {
        CertificateAuthenticator authenticator =
                new CertificateAuthenticator(caller -> !blocked.contains(caller), InstantSource.fixed(now));
        authenticator.replace(List.of(new CertificateRule(pattern, PAY)));
        return authenticator.judge(new Credentials(new Nothing(), List.of(certificate), "127.0.0.1"));
    }

    private Outcome judge(NamePattern pattern) {
        return judge(pattern, Instant.now());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            CN=pay,OU=apps,O=Acme\\, Inc.      | true
            cn=pay, ou=apps, o=Acme\\, Inc.    | true
            CN=*,OU=apps,O=Acme\\, Inc.        | true
            CN=pay,OU=*,O=*                    | true
            CN=pay,OU=apps                     | false
            CN=pay                             | false
            CN=*                               | false
            OU=apps,CN=pay,O=Acme\\, Inc.      | false
            CN=pay,OU=apps,O=Acme\\, Inc.,C=DE | false
            CN=pa*,OU=apps,O=Acme\\, Inc.      | false
            CN=*,OU=apps,O=Other               | false
            L=*,OU=apps,O=Acme\\, Inc.         | false
            """)
    void subject_fitsAsAWhole(String pattern, boolean fits) {
        Outcome outcome = judge(NamePattern.ofSubject(pattern).orElseThrow());

        assertThat(outcome instanceof Outcome.Known).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "dns:pay.apps.example.com, true",
        "dns:PAY.apps.example.com, true",
        "dns:*.apps.example.com, true",
        "dns:*.example.com, false",
        "dns:*.pay.apps.example.com, false",
        "dns:apps.example.com, false",
        "uri:spiffe://example.com/pay/web, true",
        "uri:spiffe://example.com/pay/*, true",
        "uri:spiffe://example.com/*, true",
        "uri:spiffe://example.com/pay/web/*, false",
        "uri:spiffe://example.com/shop/*, false",
        "uri:spiffe://example.com/pay, false",
        "email:pay@example.com, true",
        "email:pay.apps.example.com, false",
        "dns:pay@example.com, false"
    })
    void alternativeName_fitsByItsKind(String pattern, boolean fits) {
        Outcome outcome = judge(NamePattern.ofAlternative(pattern).orElseThrow());

        assertThat(outcome instanceof Outcome.Known).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pay.example.com",
                "dns:",
                "dns:*",
                "dns:pay.*.com",
                "dns:*pay.example.com",
                "dns:*.a.*",
                "uri:*",
                "uri:spiffe://*",
                "uri:spiffe://example.com*",
                "uri:spiffe://exam*/pay",
                "email:*@example.com",
                "ip:10.0.0.1",
                "*:x"
            })
    void pattern_thatIsTooOpen_isNone(String pattern) {
        assertThat(NamePattern.ofAlternative(pattern)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pay", "CN", "CN=pay,"})
    void subject_thatIsNone_isNone(String subject) {
        assertThat(NamePattern.ofSubject(subject)).isEmpty();
    }

    @Test
    void certificate_ofSomebodyBlocked_isRefused() {
        blocked.add(PAY);

        assertThat(judge(NamePattern.ofSubject("CN=*,OU=*,O=*").orElseThrow())).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void certificate_thatHasExpiredSinceTheConnectionBegan_isRefused() {
        Instant end = certificate.getNotAfter().toInstant();
        NamePattern pattern = NamePattern.ofSubject("CN=*,OU=*,O=*").orElseThrow();

        assertThat(judge(pattern, end.minusMillis(1))).isInstanceOf(Outcome.Known.class);
        assertThat(judge(pattern, end)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void certificate_besideAToken_isNotWhatCounts() {
        CertificateAuthenticator authenticator = new CertificateAuthenticator(all -> true, InstantSource.system());
        authenticator.replace(List.of(
                new CertificateRule(NamePattern.ofSubject("CN=*,OU=*,O=*").orElseThrow(), PAY)));

        assertThat(authenticator.judge(new Credentials(new Token("x"), List.of(certificate), "127.0.0.1")))
                .isEqualTo(Outcome.NOT_MINE);
        assertThat(authenticator.judge(new Credentials(new Nothing(), List.of(), "127.0.0.1")))
                .isEqualTo(Outcome.NOT_MINE);
    }

    @Test
    void rules_replaced_countFromThenOn() {
        CertificateAuthenticator authenticator = new CertificateAuthenticator(all -> true, InstantSource.system());
        Credentials credentials = new Credentials(new Nothing(), List.of(certificate), "127.0.0.1");

        assertThat(authenticator.judge(credentials)).isEqualTo(Outcome.NOT_MINE);
        authenticator.replace(
                List.of(new CertificateRule(NamePattern.ofSubject("CN=other").orElseThrow(), PAY)));
        assertThat(authenticator.judge(credentials)).isInstanceOf(Outcome.Refused.class);
        authenticator.replace(List.of(
                new CertificateRule(NamePattern.ofSubject("CN=*,OU=*,O=*").orElseThrow(), PAY)));
        assertThat(authenticator.judge(credentials)).isEqualTo(new Outcome.Known(PAY));
    }
}
