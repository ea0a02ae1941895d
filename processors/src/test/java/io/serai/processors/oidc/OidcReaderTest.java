package io.serai.processors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import io.serai.processors.oidc.IssuerSettings.NewUsers;
import io.serai.processors.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcReaderTest {

    private static final String LEAST =
            """
            issuers:
              - issuer: https://id.example.com/realms/serai
                audiences: [serai]
                mapping:
                  tenant: {claim: tenant}
            """;

    @Test
    void emptyFile_isNobody() {
        assertThat(read("# nothing").isEmpty()).isTrue();
    }

    @Test
    void leastSettings_haveSafeDefaults() {
        OidcSettings settings = read(LEAST);
        assertThat(settings.maxTokenBytes()).isEqualTo(16 * 1024);
        IssuerSettings issuer = settings.issuers().get(0);
        assertThat(issuer.accepted().algorithms())
                .containsExactlyInAnyOrder(
                        JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
        assertThat(issuer.accepted().types()).containsExactly("at+jwt");
        assertThat(issuer.accepted().skew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(issuer.keys().atMostEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(issuer.kept().longest()).isEqualTo(Duration.ofMinutes(5));
        assertThat(issuer.newUsers()).isEqualTo(NewUsers.REFUSED);
        assertThat(issuer.authorization()).isEmpty();
    }

    @Test
    void secret_namedByVariableOrFile_isFoundAndNeverShown(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from-file\n");
        assertThat(secret("env:CLIENT_SECRET").value()).isEqualTo("from-env");
        assertThat(secret("file:" + file).value()).isEqualTo("from-file");
        assertThat(read(withSecret("env:CLIENT_SECRET")).toString()).doesNotContain("from-env");
    }

    @Test
    void secret_writtenIntoTheFile_isRefusedAndNotRepeated() {
        assertThatThrownBy(() -> secret("s3cr3t-words"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("oidc.yaml:10: issuers[0].authorization.secret: expected env:")
                .hasMessageNotContaining("s3cr3t-words");
        assertThatThrownBy(() -> secret("env:UNSET")).hasMessageContaining("the variable UNSET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer: 17 | 2: issuers[0].issuer: expected an address",
                "audiences: [] | 3: issuers[0].audiences: expected at least one",
                "audiences: serai | 3: issuers[0].audiences: expected a list",
                "algorithms: [HS256] | 4: issuers[0].algorithms[0]: expected one of ES256",
                "algorithms: [none] | 4: issuers[0].algorithms[0]: expected one of ES256",
                "algorithms: [] | 4: issuers[0].algorithms: expected at least one",
                "clock-skew: 1h | 4: issuers[0].clock-skew: expected a duration above 0 and up to 300s",
                "keys: {address: 'http://10.0.0.1/keys'} | 4: issuers[0].keys.address: expected https",
                "keys: {adress: x} | 4: issuers[0].keys.adress: is not known",
                "tokens: {most: 0} | 4: issuers[0].tokens.most: expected a number from 1",
                "create-users: maybe | 4: issuers[0].create-users: expected true or false",
                "surprise: 1 | 4: issuers[0].surprise: is not known",
            })
    void wrongValue_isNamedByFileLineAndKey(String line, String message) {
        String key = line.substring(0, line.indexOf(':') + 1);
        String text = LEAST.contains(key)
                ? LEAST.replaceFirst("(?m)([ -]*)" + key + ".*$", "$1" + line)
                : LEAST.replaceFirst("(?m)^( *)mapping:", "    " + line + "\n    mapping:");
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("oidc.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles: {claim: roles} | expected 'map'",
                "roles: {claim: roles, map: {a: emperor}} | expected one of platform_admin",
                "machine: {claim: client_id} | expected 'application' beside it",
                "team: {claim: groups, pattern: '('} | expected a regular expression",
                "team: {} | expected 'claim'",
                "attributes: {oidc.token: {claim: x}} | is set by the gateway itself",
                "user: {claim: email} | is not known",
            })
    void wrongMapping_isRefused(String line, String message) {
        assertThatThrownBy(() -> read(LEAST + "      " + line + "\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining(message);
    }

    @Test
    void mapping_withoutTenant_isRefused() {
        assertThatThrownBy(() -> read(LEAST.replace("tenant: {claim: tenant}", "team: {claim: team}")))
                .hasMessageContaining("expected 'tenant'");
    }

    @Test
    void issuer_thereTwice_isRefused() {
        assertThatThrownBy(() -> read(LEAST + LEAST.substring(LEAST.indexOf('\n') + 1)))
                .hasMessageContaining("is there twice");
    }

    private static Secret secret(String reference) {
        return read(withSecret(reference))
                .issuers()
                .get(0)
                .authorization()
                .orElseThrow()
                .secret();
    }

    private static String withSecret(String reference) {
        return LEAST
                + """
                    authorization:
                      server: https://id.example.com
                      realm: serai
                      client: serai
                      secret: %s
                """
                        .formatted(reference);
    }

    private static OidcSettings read(String text) {
        return OidcReader.read("oidc.yaml", text, Secrets.of(Map.of("CLIENT_SECRET", "from-env")::get));
    }
}
