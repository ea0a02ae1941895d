package io.serai.processors.yaml;

/** A settings file is wrong; the message is {@code <file>:<line>: <key>: <what was expected and what was found>}. */
public final class YamlException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;

    /**
     * @param key such as {@code models.fast.targets[0].weight}; empty where the file as a whole is wrong
     * @param line the first is 1
     */
    public YamlException(String file, int line, String key, String what) {
        super(file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + what);
        this.file = file;
        this.line = line;
    }

    public String file() {
        return file;
    }

    /** The first is 1. */
    public int line() {
        return line;
    }
}
