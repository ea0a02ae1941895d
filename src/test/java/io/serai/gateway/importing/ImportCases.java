package io.serai.gateway.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders of cases: a configuration, what is to be written, and which page its keys come from. */
final class ImportCases {

    private static final Path FOLDER = Path.of("test/resources/importing");

    private ImportCases() {}

    static List<String> names() {
        try (Stream<Path> cases = Files.list(FOLDER)) {
            return cases.map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(String name, String file) {
        return FOLDER.resolve(name).resolve(file);
    }

    static String read(String name, String file) throws IOException {
        return Files.readString(file(name, file));
    }
}
