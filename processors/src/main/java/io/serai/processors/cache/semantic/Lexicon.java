package io.serai.processors.cache.semantic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists of words beside this class: one entry a line, {@code #} begins a comment. */
final class Lexicon {

    private Lexicon() {}

    /** All words of a list. */
    static Set<String> words(String list) {
        Set<String> words = new HashSet<>();
        lines(list).forEach(line -> words.addAll(split(line)));
        return Set.copyOf(words);
    }

    /** By word the first of its line, by which all of the line are called. */
    static Map<String, String> groups(String list) {
        Map<String, String> groups = new HashMap<>();
        for (String line : lines(list)) {
            List<String> words = split(line);
            words.forEach(word -> groups.put(word, words.get(0)));
        }
        return Map.copyOf(groups);
    }

    /** The lines, without comments. */
    static List<String> lines(String list) {
        List<String> lines = new ArrayList<>();
        try (InputStream in = Lexicon.class.getResourceAsStream(list + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("no list of words '" + list + "'");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    lines.add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** Words between spaces. */
    static List<String> split(String line) {
        return Arrays.asList(line.split(" +"));
    }
}
