package io.serai.bench;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The load process: reads a {@link Load} per line, runs it, and writes its {@link LoadResult} as a line. Ends with its input. */
final class LoadMain {

    private LoadMain() {}

    /** Runs loads until standard input ends. */
    public static void main(String[] args) throws IOException, JsonException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Load load = Load.of(Json.standard().readObject(line.getBytes(StandardCharsets.UTF_8)));
            out.println(new String(Json.write(LoadGenerator.run(load).toMap()), StandardCharsets.UTF_8));
        }
    }
}
