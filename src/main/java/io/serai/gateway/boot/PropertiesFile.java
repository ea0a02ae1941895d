package io.serai.gateway.boot;

import io.serai.gateway.settings.SettingsReader;
import io.serai.gateway.settings.StartException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** {@code gateway.properties}: our settings with the line each stands in, and whatever else it says to Camel. */
final class PropertiesFile {

    static final String NAME = "gateway.properties";

    private PropertiesFile() {}

    /** Our settings in the file, by key without {@code serai.}; none where there is no file. */
    static Map<String, SettingsReader.Found> settings(Path folder) {
        Path file = folder.resolve(NAME);
        Map<String, SettingsReader.Found> settings = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return settings;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                Properties line = new Properties();
                line.load(new StringReader(lines.get(i)));
                for (String key : line.stringPropertyNames()) {
                    if (key.startsWith(SettingsReader.PREFIX)) {
                        String where = folder.getFileName() + "/" + NAME + ":" + (i + 1);
                        settings.put(
                                key.substring(SettingsReader.PREFIX.length()),
                                new SettingsReader.Found(line.getProperty(key), where));
                    }
                }
            }
        } catch (IOException e) {
            throw new StartException(file + " can't be read: " + e.getMessage());
        }
        return settings;
    }
}
