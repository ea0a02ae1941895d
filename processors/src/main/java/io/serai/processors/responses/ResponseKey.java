package io.serai.processors.responses;

/** What an answer is kept under. */
record ResponseKey(String scope, String id) {}
