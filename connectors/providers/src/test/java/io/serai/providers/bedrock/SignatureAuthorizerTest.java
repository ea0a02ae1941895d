package io.serai.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.providers.http.Authorizer.Unauthorized;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureAuthorizerTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);

    /** get-vanilla of AWS's Signature Version 4 test suite. */
    @Test
    void check_agreesWithAwssOwnVector() throws Exception {
        Map<String, String> headers = Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z");
        assertThat(SignatureCheck.signature(
                        "GET", "/", headers, new byte[0], "20150830/us-east-1/service/aws4_request", SECRET))
                .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amazon.nova-lite-v1",
                "anthropic.claude-3-haiku-20240307-v1:0",
                "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-3-haiku-20240307-v1:0"
            })
    void request_isSignedAsAServerWorksItOut(String model) throws Exception {
        byte[] body = "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        URI uri = URI.create("https://bedrock-runtime.us-east-1.amazonaws.com" + ModelPath.of(model, "converse"));
        Map<String, String> sent = Map.of(
                "content-type", "application/json", "accept-encoding", "gzip", "user-agent", "Serai", "accept", "*/*");
        Map<String, String> added = authorizer(Optional.empty()).headers(new Unauthorized("POST", uri, sent, body));
        Map<String, String> all = new LinkedHashMap<>(sent);
        all.putAll(added);
        all.put("host", uri.getHost());
        String authorization = added.get("authorization");
        assertThat(authorization)
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/bedrock/aws4_request, ");
        assertThat(authorization)
                .endsWith("Signature="
                        + SignatureCheck.signature(
                                "POST",
                                uri.getRawPath(),
                                signed(authorization, all),
                                body,
                                "20150830/us-east-1/bedrock/aws4_request",
                                SECRET));
    }

    @Test
    void headers_leaveToProxiesWhatTheyChange() throws Exception {
        URI uri = URI.create("https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse");
        Map<String, String> added = authorizer(Optional.of("TOKEN"))
                .headers(new Unauthorized("POST", uri, Map.of("accept-encoding", "gzip"), new byte[0]));
        assertThat(added).containsEntry("x-amz-security-token", "TOKEN").doesNotContainKeys("host", "content-type");
        assertThat(added.get("authorization"))
                .contains("host;", "x-amz-security-token")
                .doesNotContain("accept-encoding", "user-agent");
    }

    private static SignatureAuthorizer authorizer(Optional<String> token) {
        return SignatureAuthorizer.withKey("p", "us-east-1", new AccessKey("AKIDEXAMPLE", SECRET, token), CLOCK);
    }

    private static Map<String, String> signed(String authorization, Map<String, String> headers) {
        String names = authorization.substring(
                authorization.indexOf("SignedHeaders=") + "SignedHeaders=".length(),
                authorization.indexOf(", Signature="));
        Map<String, String> signed = new LinkedHashMap<>();
        Arrays.stream(names.split(";")).forEach(name -> signed.put(name, headers.get(name)));
        return signed;
    }
}
