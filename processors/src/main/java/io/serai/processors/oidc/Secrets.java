package io.serai.processors.oidc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds the secrets that settings only name: {@code env:NAME} is a variable of the environment, {@code file:/path} the text of a file. */
@FunctionalInterface
public interface Secrets {

    /**
     * The secret that is meant.
     *
     * @throws IllegalArgumentException saying what is wrong, in words that end a sentence which begins with what was expected
     */
    Secret find(String reference);

    /** Those of this process. */
    static Secrets ofProcess() {
        return of(System::getenv);
    }

    /**
     * Those of an environment, and of files.
     *
     * @param environment a variable's value by its name, null where it is not set
     */
    static Secrets of(UnaryOperator<@Nullable String> environment) {
        return reference -> {
            if (reference.startsWith("env:")) {
                String name = reference.substring("env:".length());
                return secret(environment.apply(name), "the variable " + name);
            }
            if (reference.startsWith("file:")) {
                Path file = Path.of(reference.substring("file:".length()));
                return secret(read(file), "the file " + file.getFileName());
            }
            throw new IllegalArgumentException(
                    "env: and the name of a variable, or file: and a path, found something else");
        };
    }

    private static Secret secret(@Nullable String value, String where) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("a secret in " + where + ", found nothing");
        }
        return new Secret(value.strip());
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return null;
        }
    }
}
