package io.serai.bench.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PostgreSQL as the nodes see it: through a gate. */
public final class DatabaseGate implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://)([^/:]+)(?::(\\d+))?(/.*)");
    private static final int USUAL_PORT = 5432;

    private final String direct;
    private final Matcher parts;
    private final Gate gate;

    /**
     * Opens the gate.
     *
     * @param direct JDBC URL of the database
     * @throws IllegalArgumentException where it is none of a PostgreSQL
     */
    public DatabaseGate(String direct) throws IOException {
        this.direct = direct;
        parts = URL.matcher(direct);
        if (!parts.matches()) {
            throw new IllegalArgumentException("--database: expected jdbc:postgresql://<host>/<database>");
        }
        int port = parts.group(3) == null ? USUAL_PORT : Integer.parseInt(parts.group(3));
        gate = new Gate(InetAddress.getLoopbackAddress(), new InetSocketAddress(parts.group(2), port));
    }

    /** For the nodes. */
    public String url() {
        return parts.group(1) + "127.0.0.1:" + gate.port() + parts.group(4);
    }

    /** For those who look at it whatever befalls the nodes. */
    public String directUrl() {
        return direct;
    }

    /** Breaks it for all who come from now on. */
    public void fail(Gate.Fault fault) {
        gate.fail(fault, from -> true);
    }

    /** All is well again. */
    public void heal() {
        gate.heal();
    }

    @Override
    public void close() throws IOException {
        gate.close();
    }
}
