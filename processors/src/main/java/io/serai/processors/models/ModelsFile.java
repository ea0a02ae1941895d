package io.serai.processors.models;

import io.serai.processors.yaml.YamlException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * A file with models.
 *
 * @param name as messages are to name it, such as {@code routes/models.yaml}
 * @param resource what it holds, and where Camel's tools are to look for it
 */
public record ModelsFile(String name, Resource resource) {

    /** @param location such as {@code file:models.yaml} or {@code classpath:models.yaml} */
    static ModelsFile at(String location, CamelContext camel) {
        Resource resource = PluginHelper.getResourceLoader(camel).resolveResource(location);
        return new ModelsFile(location.replaceFirst("^(file|classpath):", ""), resource);
    }

    String text() throws IOException {
        if (!resource.exists()) {
            throw new YamlException(name, 1, "", "is not there");
        }
        try (InputStream content = resource.getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
