package io.serai.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamOptions;
import io.vertx.core.Vertx;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who embeds the connectors brings the libraries of AWS, Azure, Google, gRPC and JSONPath only if a provider of theirs is called. */
class OptionalLibrariesTest {

    private static final List<String> OPTIONAL = List.of(
            "software.amazon.",
            "com.azure.",
            "com.microsoft.",
            "com.google.auth.",
            "com.google.api.",
            "com.google.protobuf.",
            "io.grpc.",
            "com.jayway.");

    private static URLClassLoader without;
    private static BiFunction<String, Map<String, Object>, String> opening;

    /** Finds all but these libraries. */
    private static final class Leaving extends URLClassLoader {

        Leaving(URL[] classPath) {
            super(classPath, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (OPTIONAL.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }

    /** Runs where the libraries are not. */
    public static final class Opening implements BiFunction<String, Map<String, Object>, String> {

        /** {@code open}, or why not. */
        @Override
        public String apply(String dialect, Map<String, Object> options) {
            Vertx vertx = Vertx.vertx();
            try (UpstreamClient http = new UpstreamClient(vertx, UpstreamOptions.DEFAULT)) {
                Provider provider = new Provider();
                provider.setDialect(dialect);
                provider.setBaseUrl("http://127.0.0.1:9");
                provider.setApiKey(options.containsKey("keyless") ? "" : "sk-test");
                options.forEach((name, value) -> {
                    if (name.equals("baseUrl")) {
                        provider.setBaseUrl(value.toString());
                    } else if (!name.equals("keyless")) {
                        provider.setOptions(Map.of(name, value));
                    }
                });
                return provider.open("p", http)
                                .backend()
                                .getClass()
                                .getSimpleName()
                                .equals("NotConfigured")
                        ? "not configured"
                        : "open";
            } catch (IllegalArgumentException e) {
                return String.valueOf(e.getMessage());
            } finally {
                vertx.close();
            }
        }
    }

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void leaveOut() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        without = new Leaving(classPath.toArray(URL[]::new));
        opening = (BiFunction<String, Map<String, Object>, String>)
                without.loadClass(Opening.class.getName()).getConstructor().newInstance();
    }

    @AfterAll
    static void close() throws Exception {
        without.close();
    }

    @ParameterizedTest
    @CsvSource({
        "openai-compatible, preset, openai",
        "openai-responses, , ",
        "anthropic, , ",
        "gemini, , ",
        "azure-openai, , ",
        "azure-inference, , ",
        "cohere, , ",
        "ollama, , ",
        "tgi, , ",
        "tei, , ",
        "kserve, , ",
        "tensorflow-serving, , ",
        "torchserve, , ",
        "simulated, , "
    })
    void dialect_ofPlainHttp_needsNoneOfThem(String dialect, String option, String value) {
        assertThat(opening.apply(dialect, option == null ? Map.of() : Map.of(option, value)))
                .isEqualTo("open");
    }

    @ParameterizedTest
    @CsvSource({
        "bedrock, region, us-east-1, software.amazon",
        "azure-openai, credential, default, com.azure:azure-identity",
        "kserve, baseUrl, grpc://127.0.0.1:9, io.grpc:grpc-netty",
        "gemini, project, p, com.google.auth:google-auth-library-oauth2-http"
    })
    void provider_thatNeedsOne_saysWhich(String dialect, String option, String value, String library) {
        assertThat(opening.apply(dialect, Map.of(option, value, "keyless", "")))
                .startsWith("provider 'p': expected")
                .contains(library);
    }

    @Test
    void anthropicOnVertex_needsGooglesLibrary() {
        Map<String, Object> options = Map.of("flavor", "vertex", "project", "p", "keyless", "");
        assertThat(opening.apply("anthropic", options)).contains("com.google.auth:google-auth-library-oauth2-http");
    }

    @Test
    void mapping_needsJsonPath() {
        Object mapping = Map.of("request", Map.of("values", "$.inputs[0].data"), "response", "$.labels");
        assertThat(opening.apply("http-json", Map.of("predict", mapping))).contains("com.jayway.jsonpath:json-path");
    }
}
