package io.serai.gateway.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.gateway.settings.StartException;
import io.serai.processors.identity.Secrets;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Finds the pepper, outside of the store whose hashes it guards, and makes one where an installation begins. */
public final class PepperFile {

    private static final String NAME = "pepper";
    private static final String FILE = "file:";
    private static final String ENV = "env:";

    private final Path dataFolder;
    private final Map<String, String> environment;
    private final SecureRandom random;

    /** @param dataFolder where one is made, if nothing is said of it */
    public PepperFile(Path dataFolder, Map<String, String> environment, SecureRandom random) {
        this.dataFolder = dataFolder;
        this.environment = environment;
        this.random = random;
    }

    /**
     * The secrets of this installation.
     *
     * @throws StartException where the pepper is not where it is said to be, or too short
     */
    public InstalledSecrets secrets(AuthSettings settings) {
        String where = settings.pepper().isEmpty() ? FILE + made(dataFolder.resolve(NAME)) : settings.pepper();
        Optional<Secrets> former = settings.formerPepper().isEmpty()
                ? Optional.empty()
                : Optional.of(found("serai.auth.former-pepper", settings.formerPepper()));
        return new InstalledSecrets(found("serai.auth.pepper", where), former, place(where));
    }

    private Secrets found(String key, String where) {
        String text = where.startsWith(ENV)
                ? environment.getOrDefault(where.substring(ENV.length()), "")
                : read(key, Path.of(where.substring(FILE.length())));
        byte[] pepper = text.strip().getBytes(UTF_8);
        if (pepper.length < Secrets.SHORTEST_PEPPER) {
            throw new StartException(key + ": expected " + Secrets.SHORTEST_PEPPER + " bytes or more in " + place(where)
                    + ", found " + pepper.length + "; make some with: openssl rand -base64 32");
        }
        return Secrets.of(pepper);
    }

    private static String place(String where) {
        return where.startsWith(ENV)
                ? "the environment variable " + where.substring(ENV.length())
                : where.substring(FILE.length());
    }

    private static String read(String key, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartException(
                    key + ": " + file + " can't be read: " + e.getClass().getSimpleName());
        }
    }

    /** Written beside its place and moved there whole: a start that is cut short leaves no half of one. */
    private Path made(Path file) {
        if (Files.exists(file)) {
            return file;
        }
        byte[] pepper = new byte[Secrets.SHORTEST_PEPPER];
        random.nextBytes(pepper);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), NAME, ".new", ownersOnly());
            Files.write(draft, (Base64.getEncoder().encodeToString(pepper) + "\n").getBytes(US_ASCII));
            try {
                Files.move(draft, file);
            } catch (FileAlreadyExistsException e) {
                Files.delete(draft);
            }
            return file;
        } catch (IOException e) {
            throw new StartException("serai.auth.pepper: " + file + " can't be made: "
                    + e.getClass().getSimpleName() + "; name another place with file:<path> or env:<name>");
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
