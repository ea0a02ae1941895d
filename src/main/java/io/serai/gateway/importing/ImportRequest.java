package io.serai.gateway.importing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says.
 *
 * @param source the configuration to read
 * @param folder to write to
 * @param existing what becomes of files that are there already
 */
record ImportRequest(Path source, Path folder, Existing existing) {

    /** What becomes of files that are there already. */
    enum Existing {
        KEPT,
        REPLACED
    }

    static ImportRequest of(List<String> arguments, String usage) {
        Optional<Path> source = Optional.empty();
        Optional<Path> folder = Optional.empty();
        Existing existing = Existing.KEPT;
        if (arguments.isEmpty() || !arguments.get(0).equals("litellm")) {
            throw new ImportException("expected what to import: litellm\n" + usage);
        }
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--force")) {
                existing = Existing.REPLACED;
            } else if (argument.equals("--out") && i + 1 < arguments.size()) {
                folder = Optional.of(Path.of(arguments.get(++i)));
            } else if (argument.startsWith("--") || source.isPresent()) {
                throw new ImportException("unexpected '" + argument + "'\n" + usage);
            } else {
                source = Optional.of(Path.of(argument));
            }
        }
        if (source.isEmpty() || folder.isEmpty()) {
            throw new ImportException("expected a file and --out\n" + usage);
        }
        if (!Files.isRegularFile(source.get())) {
            throw new ImportException("expected a file, found none: " + source.get());
        }
        return new ImportRequest(source.get(), folder.get(), existing);
    }
}
