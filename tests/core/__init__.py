"""What DESIGN's first two sections say, sentence by sentence: values in, values out, no files."""
