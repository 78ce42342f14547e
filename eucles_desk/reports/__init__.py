"""Reports: an assessment as a document of plain values, and the document as a PDF."""
