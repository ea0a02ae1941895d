package io.serai.gateway.importing;

import io.serai.gateway.importing.Findings.Finding;
import io.serai.processors.yaml.YamlException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code ./serai import litellm config.yaml --out DIR [--force]}: writes route files, and prints what has no counterpart. */
public final class ImportCommand {

    static final String PROVIDERS = "providers.camel.yaml";
    static final String MODELS = "models.yaml";

    private static final String USAGE = "usage: ./serai import litellm <config.yaml> --out <folder> [--force]";

    private ImportCommand() {}

    public static void main(String[] arguments) {
        try {
            run(List.of(arguments), System.out);
        } catch (ImportException e) {
            System.err.println("serai: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * @param arguments {@code litellm}, the file, and the options
     * @throws ImportException saying what is wrong; nothing has been written then
     */
    static void run(List<String> arguments, PrintStream out) {
        ImportRequest request = ImportRequest.of(arguments, USAGE);
        LiteLlmImport imported = read(request.source());
        write(request, Map.of(PROVIDERS, imported.providers(), MODELS, imported.models()));
        report(request, imported, out);
    }

    private static LiteLlmImport read(Path source) {
        try {
            return LiteLlmImport.of(source.getFileName().toString(), Files.readString(source));
        } catch (YamlException e) {
            throw new ImportException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ImportException("can't read " + source + ": " + e.getMessage());
        }
    }

    private static void write(ImportRequest request, Map<String, String> files) {
        for (String name : files.keySet()) {
            Path file = request.folder().resolve(name);
            if (Files.exists(file) && request.existing() == ImportRequest.Existing.KEPT) {
                throw new ImportException(file + " is there already; --force replaces it");
            }
        }
        try {
            Files.createDirectories(request.folder());
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(request.folder().resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new ImportException("can't write to " + request.folder() + ": " + e.getMessage());
        }
    }

    private static void report(ImportRequest request, LiteLlmImport imported, PrintStream out) {
        out.println(request.folder().resolve(PROVIDERS) + ": " + imported.providerCount() + " providers");
        out.println(request.folder().resolve(MODELS) + ": " + imported.modelCount() + " models");
        if (!imported.findings().isEmpty()) {
            out.println("Without a counterpart, or otherwise than it was:");
            imported.findings().stream().map(Finding::text).forEach(line -> out.println("  " + line));
        }
    }
}
