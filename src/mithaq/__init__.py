"""Mithaq reads reports and keeps the register of international relations."""
