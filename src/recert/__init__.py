"""Recert keeps professional certifications alive."""
