"""What differs between two documents, in words and as marked changes in Word."""
