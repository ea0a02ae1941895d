package io.serai.processors.audit;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The audit log as a verifier reads it. Each method may be called by several threads. */
interface AuditSource {

    /** Takes what is read, one after the other. */
    interface Sink<T> {
        void take(T value) throws SQLException;
    }

    /** The chains that have seals made from one millisecond to another, both included. */
    List<Span> spans(long from, long until) throws SQLException;

    /** Seals of a chain, by number. */
    void seals(Span span, Sink<Seal> sink) throws SQLException;

    /** Rows of a chain from one number to another, both included, by number. */
    void rows(String chain, long first, long last, Sink<StoredRow> sink) throws SQLException;

    /** How far the beginnings of chains have been removed, by chain, each as {@link PrunedChain} signs it. */
    Map<String, Seal> pruned() throws SQLException;

    /** For each chain that has rows before the first or after the last that any seal of it is about, one of these. */
    List<Stray> strays() throws SQLException;

    /**
     * The seals of one chain that were made in a span of time.
     *
     * @param first number of the first of them
     * @param last number of the last of them
     */
    record Span(String chain, long first, long last) {}

    /** A row that no seal is about. */
    record Stray(String chain, long number) {}
}
