package io.serai.gateway.reload;

import io.serai.gateway.settings.StartException;
import io.serai.processors.models.ModelsFile;
import io.serai.processors.yaml.YamlException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * The folders of routes that a gateway runs.
 *
 * @param paths absolute
 */
public record RouteFolders(List<Path> paths) {

    private static final String SUFFIX = ".camel.yaml";
    private static final String KAMELET = ".kamelet.yaml";
    private static final String PROPERTIES = ".properties";
    private static final String MODELS = "models.yaml";
    private static final String PRICES = "prices.yaml";

    /** Limits for those who do not keep them in the database. */
    public static final String LIMITS = "limits.yaml";
    /** Rules about who may call what, and whose certificates are known. */
    public static final String ACCESS = "access.yaml";
    /** Whose tokens are taken; read at the start. */
    public static final String OIDC = "oidc.yaml";

    /** The route files and what they hold, by path. */
    public Map<Path, String> read() {
        return read(file -> hasName(file, SUFFIX));
    }

    /** The files whose models become routes, as they are now. */
    public List<ModelsFile> models() {
        return read(file -> isNamed(file, MODELS)).entrySet().stream()
                .map(file -> new ModelsFile(display(file.getKey()), resource(file.getKey(), file.getValue())))
                .toList();
    }

    /** The lists of prices as they are now, folder by folder, by the names that messages give them. */
    public Map<String, String> prices() {
        return named(PRICES);
    }

    /** All files of this name as they are now, folder by folder, by the names that messages give them. */
    public Map<String, String> named(String name) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Path path : paths) {
            new RouteFolders(List.of(path))
                    .read(file -> isNamed(file, name))
                    .forEach((file, text) -> files.put(display(file), text));
        }
        return files;
    }

    /** The files of this name that lie in the folders themselves, not below them: what stands in an example is not meant for everybody. */
    public Map<String, String> atTop(String name) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Path path : paths) {
            Path file = path.resolve(name);
            if (Files.isRegularFile(file)) {
                try {
                    files.put(display(file), Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return files;
    }

    /** The files whose change concerns routes: themselves, models, their prices, limits, rules of access, kamelets and the properties that they refer to. */
    Map<Path, String> watched() {
        return read(file -> hasName(file, SUFFIX)
                || hasName(file, KAMELET)
                || hasName(file, PROPERTIES)
                || isNamed(file, MODELS)
                || isNamed(file, PRICES)
                || isNamed(file, LIMITS)
                || isNamed(file, ACCESS));
    }

    private Map<Path, String> read(Predicate<Path> wanted) {
        Map<Path, String> contents = new LinkedHashMap<>();
        try {
            for (Path file : walk(wanted)) {
                contents.put(file, Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** The folders themselves and all below them. */
    List<Path> all() throws IOException {
        return walk(Files::isDirectory);
    }

    private List<Path> walk(Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path path : paths) {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (!folder.equals(path) && isSkipped(folder)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return visitFile(folder, attributes);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (wanted.test(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        found.sort(null);
        return found;
    }

    /** What builds leave behind, and what is hidden. */
    private static boolean isSkipped(Path folder) {
        String name = folder.getFileName().toString();
        return name.equals("target") || name.equals("node_modules") || name.startsWith(".");
    }

    /** Hidden files are left alone: editors keep copies of what they edit in such. */
    private static boolean hasName(Path file, String suffix) {
        String name = file.getFileName().toString();
        return name.endsWith(suffix) && !name.startsWith(".");
    }

    private static boolean isNamed(Path file, String name) {
        return file.getFileName().toString().equals(name);
    }

    /** A file's content as Camel's loaders take it, whatever the disk holds by now. */
    static Resource resource(Path file, String content) {
        return ResourceHelper.fromBytes("file:" + file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The file as it is named in messages: {@code routes/fast.camel.yaml}. */
    String display(Path file) {
        for (Path path : paths) {
            if (file.startsWith(path)) {
                return path.getFileName().resolve(path.relativize(file)).toString();
            }
        }
        return file.toString();
    }

    /** Why routes could not be started, by file and line where that can be found out; the failure itself otherwise. */
    public Exception explain(@Nullable CamelContext context, Throwable failure) {
        YamlException wrong = ObjectHelper.getException(YamlException.class, failure);
        if (wrong != null) {
            return new StartException(String.valueOf(wrong.getMessage()));
        }
        Optional<String> problem = context == null
                ? Optional.empty()
                : new RouteTrial(context, this).problem(read()).or(() -> RouteProblem.in(context, failure)
                        .map(found -> found.describe(this)));
        return problem.<Exception>map(StartException::new)
                .orElseGet(() -> failure instanceof Exception known ? known : new StartException(failure.toString()));
    }
}
