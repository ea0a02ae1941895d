package io.serai.providers.bedrock;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4 as a server works it out, after https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * and not by AWS's code.
 */
final class SignatureCheck {

    private SignatureCheck() {}

    /**
     * The signature that the request should have.
     *
     * @param path as it is on the wire; encoded once more, as all services but S3 have it
     * @param signedHeaders with the names of those that count
     */
    static String signature(
            String method, String path, Map<String, String> signedHeaders, byte[] body, String scope, String secret)
            throws Exception {
        TreeMap<String, String> sorted = new TreeMap<>(signedHeaders);
        StringBuilder canonical = new StringBuilder();
        canonical.append(method).append('\n').append(path.replace("%", "%25")).append("\n\n");
        sorted.forEach((name, value) ->
                canonical.append(name).append(':').append(value.strip()).append('\n'));
        canonical
                .append('\n')
                .append(String.join(";", sorted.keySet()))
                .append('\n')
                .append(sha256(body));
        String toSign = "AWS4-HMAC-SHA256\n" + sorted.get("x-amz-date") + "\n" + scope + "\n"
                + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
