package io.serai.gateway.store;

import io.serai.gateway.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A setting that says where a secret is, and never what: {@code file:<path>}, as Docker and Kubernetes mount them, or {@code env:<name>}. */
public final class SecretReference {

    private static final String FILE = "file:";
    private static final String ENV = "env:";

    private SecretReference() {}

    /**
     * The secret that a setting points to; empty where there is no such setting.
     *
     * @throws io.serai.gateway.settings.StartException where it is not where the setting says, or is the setting itself
     */
    public static String read(SettingsReader in, String key, Map<String, String> environment) {
        String reference = in.text(key, "").strip();
        if (reference.isEmpty()) {
            return "";
        }
        if (reference.startsWith(FILE)) {
            return content(in, key, Path.of(reference.substring(FILE.length())));
        }
        if (reference.startsWith(ENV)) {
            String name = reference.substring(ENV.length());
            String value = environment.getOrDefault(name, "");
            if (value.isEmpty()) {
                throw in.wrong(key, "expected a secret in the environment variable " + name + ", found none");
            }
            return value;
        }
        // It may be the secret itself: it is not repeated.
        throw in.wrong(key, "expected file:<path> or env:<name>");
    }

    private static String content(SettingsReader in, String key, Path file) {
        try {
            String content = Files.readString(file).strip();
            if (!content.isEmpty()) {
                return content;
            }
        } catch (IOException e) {
            throw in.wrong(key, "expected a text file that can be read, found " + file);
        }
        throw in.wrong(key, "expected a secret in " + file + ", found an empty file");
    }
}
