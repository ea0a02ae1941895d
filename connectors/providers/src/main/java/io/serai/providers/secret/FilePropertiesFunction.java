package io.serai.providers.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/**
 * {@code {{file:/run/secrets/openai}}}: the content of a file, such as Docker and Kubernetes mount secrets, without the white space around
 * it. {@code {{file:/run/secrets/openai:other}}} gives {@code other} where there is no such file, as {@code {{env:…}}} does.
 */
public final class FilePropertiesFunction implements PropertiesFunction {

    @Override
    public String getName() {
        return "file";
    }

    @Override
    public String apply(String remainder) {
        int colon = remainder.indexOf(':');
        Path file = Path.of(colon < 0 ? remainder : remainder.substring(0, colon));
        if (colon >= 0 && !Files.exists(file)) {
            return remainder.substring(colon + 1);
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("{{file:" + file + "}} expected a text file that can be read", e);
        }
    }
}
