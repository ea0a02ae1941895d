package io.serai.providers.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Where a model is called. Its id may be an ARN, with colons and slashes. */
final class ModelPath {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ModelPath() {}

    /** All but RFC 3986's unreserved characters are escaped, as AWS's SDKs do: the signature is of the path as they write it. */
    static String of(String model, String action) {
        StringBuilder path = new StringBuilder(model.length() + 32).append("/model/");
        for (byte b : model.getBytes(StandardCharsets.UTF_8)) {
            if ((b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || b == '-'
                    || b == '.'
                    || b == '_'
                    || b == '~') {
                path.append((char) b);
            } else {
                path.append('%').append(HEX.toHexDigits(b));
            }
        }
        return path.append('/').append(action).toString();
    }

    /** {@code us.anthropic.claude-…} is {@code anthropic.claude-…}: <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html">inference profiles</a>. */
    static String withoutGeography(String model) {
        for (String prefix : List.of("us.", "eu.", "apac.", "global.", "jp.", "au.", "ca.", "us-gov.")) {
            if (model.startsWith(prefix)) {
                return model.substring(prefix.length());
            }
        }
        return model;
    }
}
