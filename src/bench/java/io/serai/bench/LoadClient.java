package io.serai.bench;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Talks to the load process ({@link LoadMain}): one load at a time. */
final class LoadClient {

    private final ChildProcess process;
    private final OutputStream toProcess;
    private final BufferedReader fromProcess;

    LoadClient(ChildProcess process) {
        this.process = process;
        this.toProcess = process.process().getOutputStream();
        this.fromProcess =
                new BufferedReader(new InputStreamReader(process.process().getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs a load to its end. */
    LoadResult run(Load load) {
        try {
            toProcess.write(Json.write(load.toMap()));
            toProcess.write('\n');
            toProcess.flush();
            String line = fromProcess.readLine();
            if (line == null) {
                throw new IllegalStateException("the load process has ended: " + process.lastWords());
            }
            return LoadResult.of(Json.standard().readObject(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the load process has ended: " + process.lastWords(), e);
        } catch (JsonException e) {
            throw new IllegalStateException("the load process wrote something else than a result", e);
        }
    }

    long pid() {
        return process.pid();
    }
}
